package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ManageSecondFactorUseCase;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException.Reason;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Second factors in memory, with an app that always shows the same code. */
public final class FakeSecondFactor implements ManageSecondFactorUseCase {

    public static final String CODE = "123456";

    private final FakeAccess access;

    public FakeSecondFactor(FakeAccess access) {
        this.access = access;
    }

    @Override
    public Status status(Session session) {
        UserId userId = session.person().userId();
        boolean on = access.secondFactors().contains(userId);
        return new Status(
                on ? BrowserlessApplication.NOW : null, on ? RecoveryCode.COUNT : 0, access.needsSecondFactor(userId));
    }

    @Override
    public FactorSecret begin() {
        return new FactorSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public List<RecoveryCode> confirm(Session session, FactorSecret secret, String code) {
        requireRight(code);
        access.secondFactors().add(session.person().userId());
        return codes("A");
    }

    @Override
    public List<RecoveryCode> renewCodes(Session session) {
        return codes("B");
    }

    @Override
    public void remove(Session session, String code) {
        requireRight(code);
        access.secondFactors().remove(session.person().userId());
    }

    private static void requireRight(String code) {
        if (!code.equals(CODE)) {
            throw new SecondFactorRefusedException(Reason.WRONG_CODE);
        }
    }

    private static List<RecoveryCode> codes(String letter) {
        return Stream.generate(() -> new RecoveryCode(letter.repeat(16)))
                .limit(RecoveryCode.COUNT)
                .toList();
    }
}
