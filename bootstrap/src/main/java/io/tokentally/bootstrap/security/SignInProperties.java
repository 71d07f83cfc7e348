package io.tokentally.bootstrap.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How programs sign in.
 *
 * @param basic whether by name and password with HTTP Basic, too, or by API tokens alone
 */
@ConfigurationProperties("tokentally.sign-in")
record SignInProperties(@DefaultValue("true") boolean basic) {}
