"""Quotations + events -> Claim: agreement, commitment, demand, warning, accusation, denial, disagreement, assessment."""

from mahdar.claims.claim import Claim, ClaimKind, StatedAs
from mahdar.claims.read import claims

__all__ = ["Claim", "ClaimKind", "StatedAs", "claims"]
