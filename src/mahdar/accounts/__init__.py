"""Claims and clauses of one story by outlet -> Account: corroborated, differing, contradicted, only here."""

from mahdar.accounts.account import About, Account, AccountRelation
from mahdar.accounts.compare import Comparison, accounts
from mahdar.accounts.said import Said, said
from mahdar.accounts.tell import Told

__all__ = ["About", "Account", "AccountRelation", "Comparison", "Said", "Told", "accounts", "said"]
