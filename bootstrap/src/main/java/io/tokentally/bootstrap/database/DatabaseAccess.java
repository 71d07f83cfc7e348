package io.tokentally.bootstrap.database;

import io.tokentally.bootstrap.configuration.TokentallyProperties.Login;

/**
 * How to reach the database, as each of its four roles.
 *
 * @param owner owns the schema and changes it
 * @param application reads, under row-level security
 * @param metering adds usage records, and reads none
 * @param authentication reads password hashes, and keeps sessions
 */
public record DatabaseAccess(String jdbcUrl, Login owner, Login application, Login metering, Login authentication) {}
