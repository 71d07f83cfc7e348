package io.tokentally.domain.access;

/** The viewer's role does not allow what was asked. The message is fit for the viewer to read. */
public final class AccessRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccessRefusedException(String message) {
        super(message);
    }

    /** For figures of the whole organization, which members do not see. */
    public static AccessRefusedException organizationFigures() {
        return new AccessRefusedException(
                "Only admins and owners see the organization's usage. Ask an owner to change your role.");
    }
}
