package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageSecondFactorUseCase;
import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException.Reason;
import io.tokentally.domain.access.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/** Lets people set their second factor up, and turn it off. */
@Transactional
public class ManageSecondFactorService implements ManageSecondFactorUseCase {

    private final OwnSecondFactor own;
    private final SecondFactorCheck check;
    private final SecretSealing sealing;
    private final OneTimeCodes codes;
    private final SecureRandom random;
    private final Clock clock;

    public ManageSecondFactorService(
            OwnSecondFactor own,
            SecondFactorCheck check,
            SecretSealing sealing,
            OneTimeCodes codes,
            SecureRandom random,
            Clock clock) {
        this.own = own;
        this.check = check;
        this.sealing = sealing;
        this.codes = codes;
        this.random = random;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Status status(Session session) {
        OwnSecondFactor.State state = own.state(session.token());
        return new Status(state.since(), state.codesLeft(), state.required());
    }

    @Override
    public FactorSecret begin() {
        return FactorSecret.random(random);
    }

    @Override
    public List<RecoveryCode> confirm(Session session, FactorSecret secret, String code) {
        long step = codes.step(secret, code.replaceAll("\\s", ""), clock.instant())
                .orElseThrow(() -> new SecondFactorRefusedException(Reason.WRONG_CODE));
        List<RecoveryCode> recovery = recoveryCodes();
        own.add(session.token(), sealing.seal(check.place(session), secret.bytes()), step, recovery);
        return recovery;
    }

    @Override
    public List<RecoveryCode> renewCodes(Session session) {
        List<RecoveryCode> recovery = recoveryCodes();
        own.renewCodes(session.token(), recovery);
        return recovery;
    }

    @Override
    public void remove(Session session, String code) {
        check.require(session, code);
        own.remove(session.token());
    }

    private List<RecoveryCode> recoveryCodes() {
        return Stream.generate(() -> RecoveryCode.random(random))
                .limit(RecoveryCode.COUNT)
                .toList();
    }
}
