"""Examples that are the same at every run, and that no slow machine makes fail."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "adapters", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("adapters")
