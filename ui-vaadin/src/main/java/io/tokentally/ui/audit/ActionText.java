package io.tokentally.ui.audit;

import io.tokentally.domain.audit.AuditAction;
import io.tokentally.ui.text.ServerText;

/**
 * An action in words: as the reader's language calls it, else made from its name: {@code member.role_changed} is "Member: role
 * changed".
 */
final class ActionText {

    private ActionText() {}

    static String of(AuditAction action) {
        return ServerText.term(ServerText.Term.ACTION, action.name()).orElseGet(() -> spelledOut(action));
    }

    private static String spelledOut(AuditAction action) {
        String[] parts = action.name().replace('_', ' ').split("\\.", 2);
        return Character.toUpperCase(parts[0].charAt(0)) + parts[0].substring(1) + ": " + parts[1].replace(".", ", ");
    }
}
