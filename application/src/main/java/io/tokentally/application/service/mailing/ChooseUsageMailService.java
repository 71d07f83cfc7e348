package io.tokentally.application.service.mailing;

import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
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
    public boolean isOffered() {
        return mail.isConfigured();
    }

    @Override
    @Transactional(readOnly = true)
    public UsageMailChoice choice(Viewer viewer) {
        return choices.find(viewer);
    }

    @Override
    public void choose(Viewer viewer, UsageMailChoice choice) {
        if (choice.rhythm() != MailRhythm.NONE && !mail.isConfigured()) {
            throw new IllegalArgumentException("This installation has no mail server to send mails by.");
        }
        choices.save(viewer, choice);
    }
}
