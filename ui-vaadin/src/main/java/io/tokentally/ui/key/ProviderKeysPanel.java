package io.tokentally.ui.key;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Each provider, and whether the organization has stored a key for it. */
class ProviderKeysPanel extends Panel {

    private final KeyServices services;
    private final ZoneId zone;
    private final InlineAlert message = new InlineAlert();
    private final InlineAlert outcome = new InlineAlert();
    private final StackingTable table;

    ProviderKeysPanel(KeyServices services, ZoneId zone) {
        super(I18NProvider.translate("keys.tab.providers"), "tt-provider-keys");
        this.services = services;
        this.zone = zone;
        this.table = new StackingTable(
                getTranslation("keys.tab.providers"),
                List.of(
                        getTranslation("keys.provider"),
                        getTranslation("keys.provider.path"),
                        getTranslation("keys.provider.address"),
                        getTranslation("keys.provider.key"),
                        getTranslation("keys.provider.stored"),
                        getTranslation("keys.column.action")));
        addClassName("tt-price-panel");
        add(new Paragraph(getTranslation("keys.provider.text")), message, outcome, table);
        reload();
    }

    private void reload() {
        services.attempt(message, () -> {
            Map<UserId, String> names = services.names();
            Map<Provider, ProviderKey> stored = services.providerKeys().stored(services.viewer()).stream()
                    .collect(Collectors.toMap(ProviderKey::provider, Function.identity()));
            table.show(services.providerKeys().upstreams(services.viewer()).stream()
                    .map(upstream -> row(upstream, stored.get(upstream.name()), names))
                    .toList());
        });
    }

    private List<Component> row(ReachableUpstream upstream, @Nullable ProviderKey stored, Map<UserId, String> names) {
        return List.of(
                new Span(upstream.name().value()),
                new Code(upstream.path()),
                new Span(upstream.address().toString()),
                stored == null ? new Span(getTranslation("keys.provider.none")) : hint(stored),
                new Span(stored == null ? "–" : storedBy(stored, names)),
                buttons(upstream.name(), stored != null));
    }

    private Component hint(ProviderKey stored) {
        Div hint = new Div(new Code("…" + stored.hint()));
        ProviderKeyTest test = stored.lastTest();
        Div remark = new Div(
                test == null
                        ? getTranslation("keys.provider.untested")
                        : getTranslation(
                                "keys.provider.tested." + test.outcome(),
                                formatDate(test.testedAt().truncatedTo(ChronoUnit.MINUTES), zone)));
        remark.addClassName("tt-version");
        hint.add(remark);
        return hint;
    }

    private String storedBy(ProviderKey stored, Map<UserId, String> names) {
        return getTranslation(
                "keys.provider.by",
                VisibleText.of(
                        names.getOrDefault(stored.storedBy(), stored.storedBy().value())),
                formatDate(stored.storedAt().truncatedTo(ChronoUnit.MINUTES), zone));
    }

    private Component buttons(Provider provider, boolean isStored) {
        Div buttons = new Div();
        buttons.addClassName("tt-key-buttons");
        String store = isStored ? "keys.provider.replace" : "keys.provider.store";
        Button storing =
                button(store, provider, () -> new StoreKeyDialog(services, provider, () -> stored(provider)).open());
        buttons.add(storing);
        if (isStored) {
            Button testing = button("keys.provider.test", provider, () -> test(provider));
            buttons.addComponentAsFirst(testing);
            Button removing = button("keys.provider.remove", provider, () -> askToRemove(provider));
            removing.addThemeVariants(ButtonVariant.ERROR);
            buttons.add(removing);
        }
        return buttons;
    }

    private Button button(String key, Provider provider, Runnable action) {
        Button button =
                new Button(getTranslation(key), event -> services.freshSignIn().run(action));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(key + ".of", provider.value()));
        return button;
    }

    private void stored(Provider provider) {
        reload();
        Notification.show(getTranslation("keys.provider.done", provider.value()));
    }

    private void test(Provider provider) {
        Viewer viewer = services.viewer();
        outcome.clear();
        outcome.confirm(getTranslation("keys.provider.testing", provider.value()));
        services.work()
                .run(
                        UI.getCurrent(),
                        () -> services.testProviderKey().test(viewer, provider),
                        test -> tested(provider, test),
                        failure -> {
                            reload();
                            outcome.clear();
                            services.show(outcome, failure);
                        });
    }

    private void tested(Provider provider, ProviderKeyTest test) {
        reload();
        String text = getTranslation(
                "keys.provider.test." + test.outcome(),
                provider.value(),
                test.status() == null ? "" : Integer.toString(test.status()));
        if (test.works()) {
            outcome.confirm(text);
        } else {
            outcome.show(text);
        }
    }

    private void askToRemove(Provider provider) {
        new Confirmation(
                        getTranslation("keys.provider.remove.title", provider.value()),
                        getTranslation("keys.provider.remove.text"),
                        getTranslation("keys.provider.remove"),
                        () -> remove(provider))
                .ofLoss()
                .open();
    }

    private void remove(Provider provider) {
        if (services.attempt(message, () -> services.providerKeys().remove(services.viewer(), provider))) {
            reload();
        }
    }
}
