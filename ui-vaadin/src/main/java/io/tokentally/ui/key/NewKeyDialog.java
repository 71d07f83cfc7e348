package io.tokentally.ui.key;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.KeyHolder.Kind;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.text.PlainText;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.FieldErrors;
import io.tokentally.ui.form.InlineAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks what key is wanted, and makes it. */
class NewKeyDialog extends Dialog {

    /** How long a key is good for. */
    enum Lifetime {
        MONTH(30),
        QUARTER(90),
        YEAR(365),
        FOREVER(0),
        /** As long as owners let members' keys be. */
        AS_LONG_AS_LET(0);

        private final int days;

        Lifetime(int days) {
            this.days = days;
        }

        @Nullable
        Instant endAfter(Instant start) {
            return days == 0 ? null : start.plus(Duration.ofDays(days));
        }
    }

    private final KeyServices services;
    private final Consumer<IssuedKey> onIssued;
    private final InlineAlert message = new InlineAlert();
    private final RadioButtonGroup<Kind> holder = new RadioButtonGroup<>(getTranslation("keys.new.for"));
    private final TextField service = field("keys.new.service", UserId.MAX_LENGTH);
    private final TextField name = field("keys.new.name", VirtualKey.MAX_NAME_LENGTH);
    private final Select<Lifetime> lifetime = new Select<>();
    private final IntegerField requests = limit("keys.new.requests", KeyLimits.MAX_REQUESTS_PER_MINUTE);
    private final IntegerField concurrent = limit("keys.new.concurrent", KeyLimits.MAX_CONCURRENT_CALLS);

    private final KeyPolicyFields policy;

    NewKeyDialog(KeyServices services, Consumer<IssuedKey> onIssued) {
        this.services = services;
        this.policy = new KeyPolicyFields(
                getTranslation("keys.new.may"), services.isOwners() ? KeyPreset.FOR_OWNERS : KeyPreset.FOR_MEMBERS);
        this.onIssued = onIssued;
        setHeaderTitle(getTranslation("keys.new"));
        addClassName("tt-dialog");
        holder.setItems(Kind.values());
        holder.setItemLabelGenerator(kind -> getTranslation("keys.new.for." + kind));
        holder.addValueChangeListener(event -> service.setVisible(event.getValue() == Kind.SERVICE));
        service.setHelperText(getTranslation("keys.new.service.help"));
        service.setVisible(false);
        name.setHelperText(getTranslation("keys.new.name.help"));
        name.setAutofocus(true);
        lifetime.setLabel(getTranslation("keys.new.lifetime"));
        lifetime.setItems(Lifetime.MONTH, Lifetime.QUARTER, Lifetime.YEAR, Lifetime.FOREVER);
        lifetime.setItemLabelGenerator(item -> getTranslation("keys.new.lifetime." + item));
        lifetime.setValue(Lifetime.QUARTER);
        Div limits = new Div(requests, concurrent);
        limits.addClassName("tt-field-pair");
        holder.setValue(Kind.USER);
        holder.setVisible(services.isOwners());
        limits.setVisible(services.isOwners());
        Div form = new Div(message, holder, service, name, lifetime, policy, limits);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("keys.new.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(name, service).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
        services.attempt(message, this::showRules);
    }

    /** Members are offered the lifetimes that owners let their keys have. */
    private void showRules() {
        OrganizationKeyPolicy laidDown = services.policies().policy(services.viewer());
        policy.show(laidDown.usualFor(services.viewer().role()));
        Integer most = services.isOwners() ? null : laidDown.mostDays();
        if (most != null) {
            List<Lifetime> offered = Stream.of(Lifetime.values())
                    .filter(item -> item == Lifetime.AS_LONG_AS_LET || (item.days > 0 && item.days < most))
                    .toList();
            lifetime.setItemLabelGenerator(item -> item == Lifetime.AS_LONG_AS_LET
                    ? getTranslation("keys.new.lifetime.days", most)
                    : getTranslation("keys.new.lifetime." + item));
            lifetime.setItems(offered);
            lifetime.setValue(offered.contains(Lifetime.QUARTER) ? Lifetime.QUARTER : Lifetime.AS_LONG_AS_LET);
        }
    }

    private TextField field(String key, int maxLength) {
        TextField field = new TextField(getTranslation(key));
        field.setMaxLength(maxLength);
        field.setRequiredIndicatorVisible(true);
        field.setManualValidation(true);
        field.addValueChangeListener(event -> field.setInvalid(false));
        return field;
    }

    private IntegerField limit(String key, int most) {
        IntegerField field = new IntegerField(getTranslation(key));
        field.setMin(1);
        field.setMax(most);
        field.setPlaceholder(getTranslation("keys.new.no-limit"));
        return field;
    }

    private void submit() {
        message.clear();
        boolean forService = holder.getValue() == Kind.SERVICE;
        FieldErrors errors = new FieldErrors();
        errors.check(
                !forService || PlainText.isAcceptable(service.getValue(), UserId.MAX_LENGTH),
                service,
                getTranslation("keys.new.service.required"));
        errors.check(
                PlainText.isAcceptable(name.getValue(), VirtualKey.MAX_NAME_LENGTH),
                name,
                getTranslation("keys.new.name.required"));
        boolean wrongLimit = requests.isInvalid() || concurrent.isInvalid();
        if (wrongLimit) {
            message.show(getTranslation("keys.new.limit.wrong"));
        }
        if (errors.none() && !wrongLimit) {
            services.attempt(message, () -> issue(forService));
        }
    }

    private void issue(boolean forService) {
        NewKey wanted = new NewKey(
                name.getValue(),
                lifetime.getValue().endAfter(services.clock().instant()),
                new KeyLimits(requests.getValue(), concurrent.getValue()),
                policy.policy());
        IssuedKey issued = forService
                ? services.keys().issueForService(services.viewer(), new UserId(service.getValue()), wanted)
                : services.keys().issue(services.viewer(), wanted);
        close();
        onIssued.accept(issued);
    }
}
