package io.tokentally.ui.key;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BindingBudgets;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.budget.BudgetsOfOne;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.report.UsageLink;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys below each other, with what each may do and what can be done with it. */
class KeyTable extends Composite<Div> {

    private final KeyServices services;
    private final ZoneId zone;
    private final Actions actions;
    private final StackingTable table;
    private Map<String, UsageTotals> recent = Map.of();
    private KeySuccession succession = KeySuccession.NONE;
    private BindingBudgets budgets = BindingBudgets.NONE;

    /** What is run when somebody wants to do something with a key. */
    record Actions(Consumer<VirtualKey> rename, Consumer<VirtualKey> rotate, Consumer<VirtualKey> revoke) {}

    KeyTable(KeyServices services, ZoneId zone, Actions actions) {
        this.services = services;
        this.zone = zone;
        this.actions = actions;
        this.table = new StackingTable(
                getTranslation("keys.heading"),
                Stream.of("name", "holder", "may", "created", "recent", "budgets", "used", "status", "action")
                        .map(column -> getTranslation("keys.column." + column))
                        .toList());
        getContent().add(table);
    }

    /** @param oldHashes the keys that are known by an old hash, and until when each works so */
    void show(List<VirtualKey> keys, Map<UserId, String> names, Map<VirtualKeyId, Instant> oldHashes) {
        Instant now = services.clock().instant();
        Viewer viewer = services.viewer();
        table.show(keys.stream()
                .map(key -> row(key, names, oldHashes.get(key.id()), now, viewer))
                .toList());
    }

    /** @param used by the ids of keys */
    void setRecentUsage(Map<String, UsageTotals> used) {
        recent = used;
    }

    void setBudgets(BindingBudgets known) {
        budgets = known;
    }

    void setSuccession(KeySuccession known) {
        succession = known;
    }

    private List<Component> row(
            VirtualKey key, Map<UserId, String> names, @Nullable Instant oldHashUntil, Instant now, Viewer viewer) {
        VirtualKey.Status status = key.statusAt(now);
        return List.of(
                name(key, now),
                holder(key, names),
                may(key.policy()),
                lifetime(key),
                usage(key, viewer),
                budgets(key, status),
                StackingTable.text(time(key.lastUsedAt(), "keys.unused")),
                oldHashUntil == null || status != VirtualKey.Status.ACTIVE
                        ? badge(status)
                        : below(badge(status), new Span(oldHash(oldHashUntil, now))),
                buttons(key, status, viewer));
    }

    private Component lifetime(VirtualKey key) {
        return below(
                StackingTable.text(time(key.createdAt(), "")),
                new Span(
                        key.expiresAt() == null
                                ? getTranslation("keys.never")
                                : getTranslation("keys.until", time(key.expiresAt(), ""))));
    }

    private Component budgets(VirtualKey key, VirtualKey.Status status) {
        BudgetsOfOne binding = BudgetsOfOne.ofKey(budgets, key);
        return status == VirtualKey.Status.ACTIVE && binding.isVisible()
                ? binding
                : StackingTable.text(getTranslation("keys.budgets.none"));
    }

    /** What it is called, and which key it replaced or was replaced by. */
    private Component name(VirtualKey key, Instant now) {
        Div name = new Div(below(new Span(VisibleText.of(key.name())), new Code(key.prefix() + "…")));
        VirtualKey old = succession.predecessor(key);
        if (old != null) {
            name.add(remark(getTranslation("keys.replaces", old.prefix() + "…")));
        }
        VirtualKey successor = succession.successor(key);
        if (successor != null) {
            name.add(remark(replacedBy(key, successor, now)));
        }
        return name;
    }

    private String replacedBy(VirtualKey key, VirtualKey successor, Instant now) {
        String by = successor.prefix() + "…";
        if (key.statusAt(now) != VirtualKey.Status.ACTIVE) {
            return getTranslation("keys.replaced.ended", by);
        }
        return key.expiresAt() == null
                ? getTranslation("keys.replaced.until-revoked", by)
                : getTranslation("keys.replaced.until", by, time(key.expiresAt(), ""));
    }

    private static Component remark(String text) {
        Div remark = new Div(text);
        remark.addClassName("tt-version");
        return remark;
    }

    /** What it used, and all that replaced each other. */
    private Component usage(VirtualKey key, Viewer viewer) {
        UsageLink own = new UsageLink(
                viewer, "key", named(List.of(key)), recent.get(key.id().toString()));
        List<VirtualKey> line = succession.line(key);
        UsageTotals all = line.stream()
                .map(each -> recent.get(each.id().toString()))
                .filter(Objects::nonNull)
                .reduce(UsageTotals::plus)
                .orElse(null);
        if (line.size() == 1 || all == null) {
            return own;
        }
        Div both = new Div(own, remark(getTranslation("keys.recent.line", line.size())));
        both.add(new UsageLink(viewer, "key", named(line), all));
        return both;
    }

    private UsageLink.Named named(List<VirtualKey> line) {
        String name = VisibleText.of(line.getLast().name());
        return new UsageLink.Named(
                line.stream().map(key -> key.id().toString()).collect(Collectors.joining(",")),
                line.size() == 1 ? name : getTranslation("keys.recent.line.of", name, line.size()));
    }

    private Component holder(VirtualKey key, Map<UserId, String> names) {
        UserId userId = key.holder().userId();
        boolean service = key.holder().kind() == KeyHolder.Kind.SERVICE;
        List<String> facts = new ArrayList<>();
        facts.add(getTranslation("keys.holder." + key.holder().kind()));
        facts.addAll(limits(key.limits()));
        return below(
                new Span(VisibleText.of(service ? userId.value() : names.getOrDefault(userId, userId.value()))),
                new Span(String.join(" · ", facts)));
    }

    /** What it may do, and of which operations, models and providers. */
    private Component may(KeyPolicy policy) {
        KeyPreset preset = KeyPreset.of(policy);
        String name = getTranslation("keys.policy.short." + preset);
        List<String> besides = besides(policy);
        if (preset == KeyPreset.EVERYTHING) {
            Badge badge = new Badge(name);
            badge.addThemeVariants(BadgeVariant.SMALL, BadgeVariant.WARNING);
            return besides.isEmpty() ? badge : below(badge, new Span(String.join(", ", besides)));
        }
        String only = Stream.of(
                        policy.calls().stream().map(Object::toString).sorted(),
                        policy.models().stream().map(Object::toString),
                        policy.providers().stream().map(Object::toString).sorted(),
                        besides.stream())
                .flatMap(Function.identity())
                .collect(Collectors.joining(", "));
        return only.isEmpty() ? new Span(name) : below(new Span(name), new Span(only));
    }

    /** What it says that allows nothing. */
    private List<String> besides(KeyPolicy policy) {
        List<String> said = new ArrayList<>();
        if (policy.outputTokens() != null) {
            said.add(getTranslation("keys.policy.short.output", policy.outputTokens()));
        }
        if (policy.tellsBudgets()) {
            said.add(getTranslation("keys.policy.short.budgets"));
        }
        return said;
    }

    private List<String> limits(KeyLimits limits) {
        List<String> facts = new ArrayList<>();
        if (limits.requestsPerMinute() != null) {
            facts.add(getTranslation("keys.limit.minute", limits.requestsPerMinute()));
        }
        if (limits.concurrentCalls() != null) {
            facts.add(getTranslation("keys.limit.concurrent", limits.concurrentCalls()));
        }
        return facts;
    }

    private static <C extends Component & HasStyle> Component below(Component first, C second) {
        second.addClassName("tt-version");
        return new Div(first, second);
    }

    private Component badge(VirtualKey.Status status) {
        Badge badge = new Badge(getTranslation("keys.status." + status));
        badge.addThemeVariants(
                BadgeVariant.SMALL,
                switch (status) {
                    case ACTIVE -> BadgeVariant.SUCCESS;
                    case EXPIRED -> BadgeVariant.WARNING;
                    case REVOKED -> BadgeVariant.ERROR;
                });
        return badge;
    }

    private String oldHash(Instant until, Instant now) {
        return getTranslation(now.isBefore(until) ? "keys.old-hash" : "keys.old-hash.over", time(until, ""));
    }

    private Component buttons(VirtualKey key, VirtualKey.Status status, Viewer viewer) {
        boolean own = key.holder().equals(KeyHolder.user(viewer.userId()));
        boolean owner = viewer.role() == Role.OWNER;
        Div buttons = new Div();
        buttons.addClassName("tt-key-buttons");
        if (own || owner) {
            buttons.add(button("keys.rename", key, actions.rename()));
        }
        boolean rotates = own || (owner && key.holder().kind() == KeyHolder.Kind.SERVICE);
        if (rotates && status == VirtualKey.Status.ACTIVE && succession.successor(key) == null) {
            buttons.add(button("keys.rotate", key, actions.rotate()));
        }
        if ((own || owner) && status != VirtualKey.Status.REVOKED) {
            Button revoke = button("keys.revoke", key, actions.revoke());
            revoke.addThemeVariants(ButtonVariant.ERROR);
            buttons.add(revoke);
        }
        return buttons;
    }

    private Button button(String text, VirtualKey key, Consumer<VirtualKey> action) {
        Button button = new Button(getTranslation(text), event -> action.accept(key));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(text + ".of", VisibleText.of(key.name())));
        return button;
    }

    /** To the minute. */
    private String time(@Nullable Instant instant, String ifAbsent) {
        return instant == null ? getTranslation(ifAbsent) : formatDate(instant.truncatedTo(ChronoUnit.MINUTES), zone);
    }
}
