package io.tokentally.ui.key;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.budget.BudgetsOfOne;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that the viewer may know of, those that open something first; of many it shows some. */
class KeysPanel extends Panel {

    static final int MAX_SHOWN = 100;
    private static final int FEW = 10;

    private final KeyServices services;
    private final InlineAlert message = new InlineAlert();
    private final TextField search = new TextField();
    private final Div empty = new Div();
    private final KeyTable table;
    private final Paragraph remark = new Paragraph();
    private final Paragraph unrestricted = new Paragraph();
    private List<VirtualKey> keys = List.of();
    private Map<UserId, String> names = Map.of();
    private Map<VirtualKeyId, Instant> oldHashes = Map.of();
    private Map<VirtualKeyId, VirtualKeyId> replaced = Map.of();

    KeysPanel(KeyServices services, ZoneId zone) {
        super(I18NProvider.translate("keys.heading"), "tt-keys");
        this.services = services;
        addClassName("tt-price-panel");
        this.table = new KeyTable(
                services, zone, new KeyTable.Actions(this::askForName, this::askToRotate, this::askToRevoke));
        search.setPlaceholder(getTranslation("keys.search"));
        search.setAriaLabel(getTranslation("keys.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("tt-member-search");
        search.addValueChangeListener(event -> draw());
        remark.addClassName("tt-candidates-none");
        SvgIcon icon = Assets.icon("keys");
        empty.add(icon, new H2(getTranslation("keys.none.title")), new Paragraph(getTranslation("keys.none.text")));
        empty.addClassName("tt-empty");
        GatewayAddress gateway = services.gateway();
        String addresses = gateway.upstreams().stream()
                .map(upstream -> getTranslation(
                        "keys.gateway.of",
                        gateway.url(upstream),
                        upstream.name().value()))
                .collect(Collectors.joining(", "));
        add(
                new Paragraph(getTranslation("keys.gateway", addresses)),
                message,
                unrestricted,
                search,
                empty,
                table,
                remark);
        reload();
    }

    void askForNew() {
        message.clear();
        services.freshSignIn().run(() -> new NewKeyDialog(services, this::issued).open());
    }

    private void issued(IssuedKey issued) {
        reload();
        IssuedKeyDialog dialog = new IssuedKeyDialog(issued, services.gateway(), services.firstCall());
        // By then it may have been used.
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                reload();
            }
        });
        dialog.open();
    }

    private void askForName(VirtualKey key) {
        message.clear();
        services.freshSignIn().run(() -> new RenameKeyDialog(services, key, this::reload).open());
    }

    private void askToRotate(VirtualKey key) {
        message.clear();
        services.freshSignIn().run(() -> new RotateKeyDialog(services, key, this::issued).open());
    }

    private void askToRevoke(VirtualKey key) {
        new Confirmation(
                        getTranslation("keys.revoke.title", VisibleText.of(key.name())),
                        getTranslation("keys.revoke.text"),
                        getTranslation("keys.revoke"),
                        () -> services.freshSignIn().run(() -> revoke(key)))
                .ofLoss()
                .open();
    }

    private void revoke(VirtualKey key) {
        if (services.attempt(message, () -> services.keys().revoke(services.viewer(), key.id()))) {
            Notification.show(getTranslation("keys.revoked", VisibleText.of(key.name())));
        }
        reload();
    }

    private void reload() {
        keys = List.of();
        List<VirtualKey> read = new ArrayList<>();
        boolean worked = services.attempt(message, () -> {
            names = services.names();
            read.addAll(services.keys().keys(services.viewer()));
            oldHashes = services.keys().oldHashes(services.viewer());
            replaced = services.keys().replaced(services.viewer());
        });
        if (worked) {
            Instant now = services.clock().instant();
            read.sort(Comparator.comparing(key -> key.statusAt(now) != VirtualKey.Status.ACTIVE));
            KeySuccession succession = new KeySuccession(read, replaced);
            keys = succession.together(read);
            table.setSuccession(succession);
            table.setBudgets(BudgetsOfOne.read(services.budgets()));
            table.setRecentUsage(services.recentUsage().by(services.viewer(), Attribute.KEY));
        }
        empty.setVisible(worked && keys.isEmpty());
        tellOfUnrestricted();
        draw();
    }

    /** Owners are told of the keys that may do everything, as those that are older than policies may. */
    private void tellOfUnrestricted() {
        Instant now = services.clock().instant();
        long count = keys.stream()
                .filter(key -> key.statusAt(now) == VirtualKey.Status.ACTIVE)
                .filter(key -> key.policy().unrestricted())
                .count();
        boolean tells = services.isOwners() && count > 0;
        unrestricted.setVisible(tells);
        unrestricted.setText(tells ? getTranslation("keys.unrestricted", count) : "");
    }

    private void draw() {
        List<VirtualKey> found = keys.stream().filter(this::matches).toList();
        search.setVisible(keys.size() > FEW);
        table.setVisible(!found.isEmpty());
        table.show(found.stream().limit(MAX_SHOWN).toList(), names, oldHashes);
        remark.setVisible(!keys.isEmpty() && (found.isEmpty() || found.size() > MAX_SHOWN));
        remark.setText(
                found.isEmpty()
                        ? getTranslation("keys.no-match")
                        : getTranslation("keys.more", found.size() - MAX_SHOWN));
    }

    private boolean matches(VirtualKey key) {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        UserId holder = key.holder().userId();
        return Stream.of(key.name(), key.prefix(), holder.value(), names.getOrDefault(holder, ""))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
