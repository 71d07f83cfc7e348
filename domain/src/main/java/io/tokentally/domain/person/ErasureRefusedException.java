package io.tokentally.domain.person;

/** A person is not erased, for a reason that something can be done about. Nothing was changed. */
public final class ErasureRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErasureRefusal reason;
    private final String remedy;

    ErasureRefusedException(ErasureRefusal reason, String message, String remedy) {
        super(message);
        this.reason = reason;
        this.remedy = remedy;
    }

    public ErasureRefusal reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
