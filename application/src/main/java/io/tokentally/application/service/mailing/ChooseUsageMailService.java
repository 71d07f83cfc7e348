package io.tokentally.application.service.mailing;

import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what people say about mails to them. */
@Transactional
public class ChooseUsageMailService implements ChooseUsageMailUseCase {

    private final UsageMailChoices choices;
    private final Mail mail;

    public ChooseUsageMailService(UsageMailChoices choices, Mail mail) {
        this.choices = choices;
        this.mail = mail;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<MailObstacle> obstacle(Viewer viewer) {
        if (!mail.isConfigured()) {
            return Optional.of(MailObstacle.NO_SERVER);
        }
        return choices.isAddressProven(viewer) ? Optional.empty() : Optional.of(MailObstacle.ADDRESS_NOT_PROVEN);
    }

    @Override
    @Transactional(readOnly = true)
    public UsageMailChoice choice(Viewer viewer) {
        return choices.find(viewer);
    }

    @Override
    public void choose(Viewer viewer, UsageMailChoice choice) {
        if (choice.rhythm() != MailRhythm.NONE) {
            obstacle(viewer).ifPresent(obstacle -> {
                throw new IllegalArgumentException("No mails can be chosen: " + obstacle.sentence());
            });
        }
        choices.save(viewer, choice);
    }
}
