package io.tokentally.domain.audit;

import java.util.regex.Pattern;

/**
 * What was done, by a stable name such as {@code price.added}: the thing, and what happened to it. The database's functions
 * name what they do, so that there may be more than are listed here.
 *
 * @param name lower-case words joined by underscores and dots, at most 60 characters
 */
public record AuditAction(String name) implements Comparable<AuditAction> {

    public static final int MAX_LENGTH = 60;

    // Ahead of the constants, which are checked by it.
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

    public static final AuditAction USAGE_EXPORTED = new AuditAction("usage.exported");
    public static final AuditAction USAGE_REPORT_OF_OTHERS = new AuditAction("usage.report_of_others");
    public static final AuditAction AUDIT_EXPORTED = new AuditAction("audit.exported");

    /** @throws IllegalArgumentException if the name has another form */
    public AuditAction {
        if (name.length() > MAX_LENGTH || !FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("an action is named like price.added, with at most %d characters, not %s"
                    .formatted(MAX_LENGTH, name.length() > MAX_LENGTH ? name.length() + " characters" : name));
        }
    }

    @Override
    public int compareTo(AuditAction other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
