package io.tokentally.ui.audit;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import io.tokentally.ui.shell.BackgroundWork;
import java.time.Clock;
import java.util.List;

/** What the page of the audit log works with. */
public record AuditServices(
        ReadAuditUseCase audit,
        ListPeopleUseCase people,
        CurrentViewer currentViewer,
        BackgroundWork work,
        Clock clock) {

    /** @throws io.tokentally.domain.access.AccessRefusedException if they are no owner */
    Viewer viewer() {
        Viewer viewer = currentViewer.viewer();
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
        return viewer;
    }

    List<Person> members() {
        return people.people(viewer());
    }
}
