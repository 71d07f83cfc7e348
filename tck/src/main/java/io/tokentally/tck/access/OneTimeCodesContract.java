package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.domain.access.FactorSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What every computation of one-time codes does, by the vectors of the standard.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#appendix-B">RFC 6238, appendix B</a>
 */
public abstract class OneTimeCodesContract {

    private static final FactorSecret SECRET =
            new FactorSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant AT = Instant.ofEpochSecond(1_111_111_109);
    private static final String CODE = "081804";
    private static final long STEP = 1_111_111_109 / 30;

    protected abstract OneTimeCodes codes();

    @Test
    void theStandardsCodesAreKnown() {
        assertThat(codes().step(SECRET, "287082", Instant.ofEpochSecond(59))).hasValue(1);
        assertThat(codes().step(SECRET, CODE, AT)).hasValue(STEP);
        assertThat(codes().step(SECRET, "005924", Instant.ofEpochSecond(1_234_567_890)))
                .hasValue(1_234_567_890 / 30);
    }

    @Test
    void aClockMayDifferByOneStepAndNoMore() {
        assertThat(codes().step(SECRET, CODE, AT.minusSeconds(30))).hasValue(STEP);
        assertThat(codes().step(SECRET, CODE, AT.plusSeconds(30))).hasValue(STEP);
        assertThat(codes().step(SECRET, CODE, AT.minusSeconds(61))).isEmpty();
        assertThat(codes().step(SECRET, CODE, AT.plusSeconds(61))).isEmpty();
    }

    @Test
    void whatIsNoCodeIsOfNoStep() {
        for (String code : new String[] {"", "081805", "81804", "0818040", "08180x", "０８１８０４"}) {
            assertThat(codes().step(SECRET, code, AT)).as(code).isEmpty();
        }
    }
}
