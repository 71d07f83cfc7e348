package io.tokentally.bootstrap.command;

import io.tokentally.adapter.crypto.AcceptedKeysConfiguration;
import io.tokentally.adapter.persistence.key.MasterKeyConfiguration;
import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase;
import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase.Outcome;

/** {@code rotate-master}: moves all secrets to the current master key. */
final class RotateMasterCommand implements Command {

    @Override
    public String name() {
        return "rotate-master";
    }

    @Override
    public String description() {
        return "encrypt all secrets under the current master key, so that the previous one can be dropped";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {MasterKeyConfiguration.class, AcceptedKeysConfiguration.class, RotationWiring.class};
    }

    @Override
    public void run(CommandRun run) {
        run.requireOnly();
        Outcome outcome = run.bean(RotateMasterKeyUseCase.class).rotate();
        run.out()
                .println("%d secrets were encrypted under the current master key; %d are left."
                        .formatted(outcome.resealed(), outcome.left().size()));
        if (!outcome.left().isEmpty()) {
            throw new CommandRefusedException(
                    "Neither master key decrypts these: " + String.join("; ", outcome.left()) + ".",
                    "Have them stored anew or removed, then run this again. Until then keep the previous master key.");
        }
        run.out()
                .println("The previous master key is needed no more: drop TOKENTALLY_MASTER_KEY_PREVIOUS, or the file"
                        + " master.key.previous, at the next start.");
    }
}
