"""The model of the addresses at which something was that has arrived."""

from django.db import models

from arrivals.models.arrival import Arrival


class ArrivedAddress(models.Model):
    """An address of a record in its source, by which links in other texts find it.

    ``digest`` is a hash of the address in the form in which addresses are compared.
    """

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="addresses")
    origin = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "digest"], name="one_arrival_per_address")]

    def __str__(self) -> str:
        return self.digest
