package io.tokentally.adapter.persistence.setup;

import java.util.regex.Pattern;

/**
 * What a role signs in to the database with.
 *
 * @param name lower-case letters, digits and underscores, at most 63
 */
public record RoleLogin(String name, String password) {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public RoleLogin {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A database role's name has up to 63 lower-case letters, digits and underscores: '" + name + "'");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("The database role " + name + " needs a password");
        }
    }

    /** Names the role, never the password. */
    @Override
    public String toString() {
        return "RoleLogin[" + name + "]";
    }
}
