package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.NameOrganizationUseCase;
import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.ChosenName;
import org.springframework.transaction.annotation.Transactional;

/** Names the organization. */
@Transactional
public class NameOrganizationService implements NameOrganizationUseCase {

    private static final int MAX_LENGTH = 255;

    private final OrganizationName names;

    public NameOrganizationService(OrganizationName names) {
        this.names = names;
    }

    @Override
    @Transactional(readOnly = true)
    public String name(Viewer viewer) {
        return names.find(viewer);
    }

    @Override
    public void rename(Viewer viewer, String name) {
        viewer.requireOwner(OwnerAction.NAME_ORGANIZATION);
        names.change(viewer, chosen(name));
    }

    private static String chosen(String name) {
        try {
            return ChosenName.require("The name", name, MAX_LENGTH);
        } catch (IllegalArgumentException e) {
            throw new MembershipRefusedException(Reason.NAME_NOT_POSSIBLE);
        }
    }
}
