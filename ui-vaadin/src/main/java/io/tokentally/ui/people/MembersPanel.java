package io.tokentally.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.AccessDenied;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefused;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.Message;
import io.tokentally.ui.usage.ApiUsageView;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The members of the organization, and all that an owner does about them. */
class MembersPanel extends Section implements MemberActions {

    private static final Logger LOG = LoggerFactory.getLogger(MembersPanel.class);

    private final ManageMembersUseCase management;
    private final CurrentViewer currentViewer;
    private final Message message = new Message();
    private final MemberList list = new MemberList(this);

    MembersPanel(ManageMembersUseCase management, CurrentViewer currentViewer) {
        this.management = management;
        this.currentViewer = currentViewer;
        addClassName("tt-panel");
        getElement().setAttribute("aria-label", getTranslation("people.members"));
        add(message, list);
    }

    Button addButton() {
        Button button = new Button(
                getTranslation("people.add"),
                event -> new AddMemberDialog(management, currentViewer, this::added).open());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    /** Reads the members anew and says where that is not possible. */
    void reload() {
        List<Member> members = List.of();
        try {
            members = management.members(currentViewer.viewer());
        } catch (AccessDenied e) {
            tell(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The members could not be read", e);
            tell(getTranslation("people.problem.read"));
        }
        list.show(members, this::isViewer);
    }

    @Override
    public void changeRole(Member member, Role role) {
        if (!isViewer(member)) {
            setRole(member, role);
            return;
        }
        ConfirmDialog dialog = confirmation("people.step-down", member, () -> setRole(member, role));
        dialog.addCancelListener(event -> reload());
        dialog.open();
    }

    @Override
    public void resetPassword(Member member) {
        confirmation(
                        "people.reset",
                        member,
                        () -> attempt(() -> {
                            String password = management.resetPassword(
                                    currentViewer.viewer(), member.person().userId());
                            new OneTimePasswordDialog(
                                            VisibleText.of(member.person().displayName()), password)
                                    .open();
                        }))
                .open();
    }

    @Override
    public void remove(Member member) {
        ConfirmDialog dialog = confirmation(
                "people.remove",
                member,
                () -> attempt(() -> {
                    management.remove(currentViewer.viewer(), member.person().userId());
                    changed("people.removed", member, "");
                }));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void setRole(Member member, Role role) {
        attempt(() -> {
            management.changeRole(currentViewer.viewer(), member.person().userId(), role);
            changed("people.role.changed", member, getTranslation("role." + role));
        });
    }

    private void changed(String key, Member member, String detail) {
        if (isViewer(member)) {
            // Their own place changed: the frame around this view must follow, and this page may be closed to them.
            getUI().ifPresent(ui -> ui.getPage().setLocation(ApiUsageView.PATH));
            return;
        }
        Notification.show(getTranslation(key, VisibleText.of(member.person().displayName()), detail));
    }

    private void added(String name, Optional<String> oneTimePassword) {
        message.clear();
        reload();
        oneTimePassword.ifPresentOrElse(
                password -> new OneTimePasswordDialog(name, password).open(),
                () -> message.confirm(getTranslation("people.added.known", name)));
    }

    private void attempt(Runnable action) {
        message.clear();
        try {
            action.run();
        } catch (MembershipRefused | AccessDenied e) {
            tell(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The members could not be changed", e);
            tell(getTranslation("people.problem"));
        }
        reload();
    }

    private void tell(String problem) {
        message.show(problem);
        message.scrollIntoView();
    }

    private boolean isViewer(Member member) {
        return member.person().userId().equals(currentViewer.viewer().userId());
    }

    private ConfirmDialog confirmation(String key, Member member, Runnable action) {
        ConfirmDialog dialog = new ConfirmDialog(
                getTranslation(key + ".title", VisibleText.of(member.person().displayName())),
                getTranslation(key + ".text"),
                getTranslation(key),
                event -> action.run());
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("people.cancel"));
        return dialog;
    }
}
