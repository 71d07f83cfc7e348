package io.tokentally.bootstrap.command;

import io.tokentally.adapter.crypto.AcceptedKeysConfiguration;
import io.tokentally.adapter.persistence.key.MasterKeyConfiguration;
import io.tokentally.application.port.in.key.RotateHashingKeyUseCase;
import io.tokentally.application.port.in.key.RotateHashingKeyUseCase.Rotation;
import io.tokentally.domain.key.KeyRefusedException;
import java.time.Duration;

/** {@code rotate-hashing-key}: has all virtual keys hashed under a new secret, each at its next use. */
final class RotateHashingKeyCommand implements Command {

    private static final String DAYS = "--days";
    private static final int USUAL_DAYS = 30;
    private static final int MAX_DAYS = 365;

    @Override
    public String name() {
        return "rotate-hashing-key";
    }

    @Override
    public String description() {
        return "hash virtual keys under a new secret, each at its next use within 30 days (--days=N)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {MasterKeyConfiguration.class, AcceptedKeysConfiguration.class, RotationWiring.class};
    }

    @Override
    public void run(CommandRun run) {
        run.requireOnly(DAYS);
        int days = days(run);
        try {
            Rotation rotation = run.bean(RotateHashingKeyUseCase.class).rotate(Duration.ofDays(days));
            run.out().println("""
                    Virtual keys are hashed under secret %d from now on. %d are still known by the old one: each is renewed
                    when it is used. Those that are not used until %s are refused from then on; they are marked under Keys.""".formatted(rotation.number(), rotation.keys(), rotation.deadline()));
        } catch (KeyRefusedException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()), "Nothing was changed.");
        }
    }

    private static int days(CommandRun run) {
        String text = run.option(DAYS).orElse(Integer.toString(USUAL_DAYS));
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_DAYS) {
            throw new CommandRefusedException(
                    "There is no time of '%s' days to use keys in.".formatted(text),
                    "Give between 1 and %d, as in %s=30.".formatted(MAX_DAYS, DAYS));
        }
        return Integer.parseInt(text);
    }
}
