package io.tokentally.adapter.rest;

/**
 * How programs may show who they are.
 *
 * @param basic whether by name and password, too, or by API tokens alone
 */
public record SignInOptions(boolean basic) {}
