package io.tokentally.benchmark.fault;

/** Something that goes wrong while calls are held to budgets. */
enum BudgetFault {
    /** {@code kill -9} of a gateway, and a new start. */
    KILL_GATEWAY,
    /** SIGTERM to a gateway, and a new start. */
    TERMINATE_GATEWAY,
    /** A gateway stands still for a while; connections stay. */
    FREEZE_GATEWAY,
    /** {@code kill -9} of a gateway, which comes again when its leases have ended. */
    KILL_GATEWAY_BEYOND_ITS_LEASES,
    /** All processes of PostgreSQL stand still for a while; connections stay. */
    FREEZE_DATABASE,
    /** {@code kill -9} of PostgreSQL, and a new start that recovers. */
    KILL_DATABASE,
    /** A gateway is killed while the database is away. */
    KILL_GATEWAY_WHILE_DATABASE_FREEZES
}
