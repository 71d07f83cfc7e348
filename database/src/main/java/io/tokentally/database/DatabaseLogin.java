package io.tokentally.database;

import org.jspecify.annotations.Nullable;

/** The name and the password of a database role that can log in. What is not given is blank. */
public record DatabaseLogin(String username, String password) {

    public DatabaseLogin(@Nullable String username, @Nullable String password) {
        this.username = username == null ? "" : username;
        this.password = password == null ? "" : password;
    }

    /** Names the role, never its password. */
    @Override
    public String toString() {
        return "DatabaseLogin[" + username + "]";
    }
}
