"""Why a scenario has no plan, and the smallest changes after which it has one."""
