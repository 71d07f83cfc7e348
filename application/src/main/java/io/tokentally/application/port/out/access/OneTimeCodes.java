package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.FactorSecret;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Computes the codes that apps for second factors show: six digits for each 30 seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238, TOTP: Time-Based One-Time Password Algorithm</a>
 */
@SystemPort("computes; reads nothing that is kept")
public interface OneTimeCodes {

    /**
     * Which 30 seconds since 1970 the code is of: those of now, or the ones before or after, since clocks differ. Empty if it
     * is of none of them.
     */
    OptionalLong step(FactorSecret secret, String code, Instant now);
}
