package io.tokentally.ui.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Members below each other; of many it shows some, and helps to find the others. */
class MemberList extends Div {

    static final int MAX_SHOWN = 50;
    private static final int FEW = 10;

    private final MemberActions actions;
    private final TextField search = new TextField();
    private final UnorderedList rows = new UnorderedList();
    private final Paragraph remark = new Paragraph();
    private List<Member> members = List.of();
    private Predicate<Member> isViewer = member -> false;
    private Function<Member, Component> recentUsage = member -> new Div();
    private Function<Member, Component> budgets = member -> new Div();

    MemberList(MemberActions actions) {
        this.actions = actions;
        search.setPlaceholder(getTranslation("people.search"));
        search.setAriaLabel(getTranslation("people.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("tt-member-search");
        search.addValueChangeListener(event -> draw());
        rows.addClassName("tt-members");
        remark.addClassName("tt-candidates-none");
        add(search, rows, remark);
    }

    /**
     * @param usage tells of a member what they used lately
     * @param binding likewise which budgets bind them
     */
    void show(
            List<Member> all,
            Predicate<Member> viewer,
            Function<Member, Component> usage,
            Function<Member, Component> binding) {
        members = List.copyOf(all);
        isViewer = viewer;
        recentUsage = usage;
        budgets = binding;
        draw();
    }

    private void draw() {
        search.setVisible(members.size() > FEW || !search.isEmpty());
        List<Member> found = members.stream().filter(this::matches).toList();
        boolean oneOwner =
                members.stream().filter(member -> member.role() == Role.OWNER).count() == 1;
        rows.removeAll();
        found.stream()
                .limit(MAX_SHOWN)
                .map(member -> new MemberRow(
                        member,
                        isViewer.test(member),
                        oneOwner && member.role() == Role.OWNER,
                        recentUsage.apply(member),
                        budgets.apply(member),
                        actions))
                .forEach(rows::add);
        remark.setVisible(found.isEmpty() || found.size() > MAX_SHOWN);
        remark.setText(
                found.isEmpty()
                        ? getTranslation("people.none")
                        : getTranslation("people.more", found.size() - MAX_SHOWN));
    }

    private boolean matches(Member member) {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        return Stream.of(member.person().displayName(), member.person().login())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
