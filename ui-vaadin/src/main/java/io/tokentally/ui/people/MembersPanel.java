package io.tokentally.ui.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.budget.BindingBudgets;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.budget.BudgetsOfOne;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.report.UsageLink;
import io.tokentally.ui.usage.ApiUsageView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of the organization, and all that an owner does about them. */
class MembersPanel extends Section implements MemberActions {

    private final transient PeopleServices services;
    private final InlineAlert message = new InlineAlert();
    private final MemberList list = new MemberList(this);

    MembersPanel(PeopleServices services) {
        this.services = services;
        addClassName("tt-panel");
        getElement().setAttribute("aria-label", getTranslation("people.members"));
        add(message, list);
    }

    /** Reads the members anew and says where that is not possible. */
    void reload() {
        String said = message.isVisible() ? message.getText() : "";
        List<Member> members = new ArrayList<>();
        Map<String, UsageTotals> used = new HashMap<>();
        boolean worked = services.attempt(message, () -> {
            members.addAll(services.members().members(services.viewer()));
            used.putAll(services.recentUsage().by(services.viewer(), Attribute.USER));
        });
        if (worked && !said.isEmpty()) {
            message.show(said);
        }
        BindingBudgets budgets = worked ? BudgetsOfOne.read(services.budgets()) : BindingBudgets.NONE;
        list.show(
                members,
                this::isViewer,
                member -> recentUsage(member.person(), used),
                member -> BudgetsOfOne.ofPerson(budgets, member.person().userId()));
    }

    private Component recentUsage(Person person, Map<String, UsageTotals> used) {
        String id = person.userId().value();
        UsageLink.Named named = new UsageLink.Named(id, VisibleText.of(person.displayName()));
        return new UsageLink(services.viewer(), "user", named, used.get(id));
    }

    @Override
    public void changeRole(Member member, Role role) {
        if (!isViewer(member)) {
            attempt(() -> setRole(member, role));
            return;
        }
        Confirmation dialog = confirmation("people.step-down", member, () -> setRole(member, role));
        dialog.addCancelListener(event -> reload());
        dialog.open();
    }

    @Override
    public void resetPassword(Member member) {
        confirmation("people.reset", member, () -> {
                    String password = services.accounts()
                            .resetPassword(services.viewer(), member.person().userId());
                    new OneTimePasswordDialog(VisibleText.of(member.person().displayName()), password).open();
                })
                .open();
    }

    @Override
    public void resetSecondFactor(Member member) {
        confirmation("people.factor-reset", member, () -> {
                    services.accounts()
                            .resetSecondFactor(
                                    services.viewer(), member.person().userId());
                    changed("people.factor-reset.done", member, "");
                })
                .open();
    }

    @Override
    public void remove(Member member) {
        askToEnd("people.remove", member, () -> {
            services.members().remove(services.viewer(), member.person().userId());
            changed("people.removed", member, "");
        });
    }

    @Override
    public void close(Member member) {
        askToEnd("people.close", member, () -> {
            services.accounts().close(services.viewer(), member.person().userId());
            changed("people.closed", member, "");
        });
    }

    private void askToEnd(String key, Member member, Runnable action) {
        confirmation(key, member, action).ofLoss().open();
    }

    private void setRole(Member member, Role role) {
        services.members().changeRole(services.viewer(), member.person().userId(), role);
        changed("people.role.changed", member, getTranslation("role." + role));
    }

    private void changed(String key, Member member, String detail) {
        if (isViewer(member)) {
            // Their own place changed: the frame around this view must follow, and this page may be closed to them.
            getUI().ifPresent(ui -> ui.getPage().setLocation(ApiUsageView.PATH));
            return;
        }
        Notification.show(getTranslation(key, VisibleText.of(member.person().displayName()), detail));
    }

    private void attempt(Runnable action) {
        services.freshSignIn().run(() -> {
            services.attempt(message, action);
            reload();
        });
    }

    private boolean isViewer(Member member) {
        return member.person().userId().equals(services.viewer().userId());
    }

    private Confirmation confirmation(String key, Member member, Runnable action) {
        return new Confirmation(
                getTranslation(key + ".title", VisibleText.of(member.person().displayName())),
                getTranslation(key + ".text"),
                getTranslation(key),
                () -> attempt(action));
    }
}
