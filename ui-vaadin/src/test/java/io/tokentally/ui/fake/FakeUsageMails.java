package io.tokentally.ui.fake;

import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import java.util.HashMap;
import java.util.Map;

/** What somebody is told by mail, in memory. */
public final class FakeUsageMails implements ChooseUsageMailUseCase {

    private final Map<OrganizationId, UsageMailChoice> choices = new HashMap<>();
    private boolean offered = true;

    public void reset() {
        choices.clear();
        offered = true;
    }

    /** Nobody has named a mail server. */
    public void withoutServer() {
        offered = false;
    }

    @Override
    public boolean isOffered() {
        return offered;
    }

    @Override
    public UsageMailChoice choice(Viewer viewer) {
        return choices.getOrDefault(viewer.organizationId(), UsageMailChoice.NONE);
    }

    @Override
    public void choose(Viewer viewer, UsageMailChoice choice) {
        if (choice.rhythm() != MailRhythm.NONE && !offered) {
            throw new IllegalArgumentException("This installation has no mail server to send mails by.");
        }
        choices.put(viewer.organizationId(), choice);
    }
}
