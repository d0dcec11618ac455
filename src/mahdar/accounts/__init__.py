"""Claims and clauses of one story by outlet -> Account: corroborated, differing, contradicted, only here."""

from mahdar.accounts.account import About, Account, AccountRelation

__all__ = ["About", "Account", "AccountRelation"]
