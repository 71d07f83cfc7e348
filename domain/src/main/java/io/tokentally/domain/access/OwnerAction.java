package io.tokentally.domain.access;

/** What only owners do, each with what anybody else reads who tries. The database refuses the same by a code of its own. */
public enum OwnerAction {
    MANAGE_MEMBERS("Only owners manage the organization's members. Ask an owner."),
    SEE_TOKENS_OF_OTHERS("Only owners see the API tokens of others. Ask an owner."),
    READ_AUDIT_LOG("Only owners read the audit log. Ask an owner."),
    MAKE_SERVICE_KEYS("Only owners make keys for services. Ask an owner."),
    LIMIT_KEYS("Only owners limit keys. Leave the limits out, or ask an owner."),
    RENAME_KEYS_OF_OTHERS("Only owners rename the keys of others. Ask an owner."),
    REVOKE_KEYS_OF_OTHERS("Only owners revoke the keys of others. Ask an owner."),
    LAY_DOWN_KEY_POLICY("Only owners say what keys may do. Ask an owner."),
    MANAGE_PROVIDER_KEYS("Only owners manage the providers' keys. Ask an owner."),
    SEE_PRICES_ENTERED("Only owners see the prices that were entered. Ask an owner."),
    SET_PRICES("Only owners set prices. Ask an owner."),
    GRANT_DISCOUNTS("Only owners grant discounts. Ask an owner."),
    TAKE_PRICES_BACK("Only owners take prices back. Ask an owner."),
    REPRICE("Only owners price calls again. Ask an owner."),
    NAME_ORGANIZATION("Only owners say what the organization is called. Ask an owner."),
    SET_RETENTION("Only owners say how long calls are kept. Ask an owner."),
    SET_TIME_ZONE("Only owners say by whose clocks days begin. Ask an owner."),
    DECLARE_TAGS("Only owners say which tags usage is told apart by. Ask an owner."),
    SET_BUDGETS("Only owners set budgets. Ask an owner."),
    MANAGE_ALERTS("Only owners say where alerts are told. Ask an owner.");

    private final String refusal;

    OwnerAction(String refusal) {
        this.refusal = refusal;
    }

    /** What happened, and what to do. */
    public String refusal() {
        return refusal;
    }
}
