package io.tokentally.ui.installation;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.ManageAccountsUseCase.KnownAccount;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.AddressField;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.SecretLinkDialog;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Finds an account by its address, and helps whoever it belongs to. */
class AccountPanel extends Panel {

    private final InstallationServices services;
    private final InlineAlert message = new InlineAlert();
    private final AddressField address = new AddressField(I18NProvider.translate("people.email"));
    private final Div found = new Div();

    AccountPanel(InstallationServices services) {
        super(I18NProvider.translate("installation.accounts"), "tt-accounts");
        this.services = services;
        Paragraph explanation = new Paragraph(getTranslation("installation.accounts.text"));
        explanation.addClassName("tt-times");
        Button find = new Button(getTranslation("installation.find"), event -> find());
        find.addClickShortcut(Key.ENTER).listenOn(address).resetFocusOnActiveElement();
        Div search = new Div(address, find);
        search.addClassName("tt-account-search");
        found.getElement().setAttribute("role", "status");
        add(explanation, message, search, found);
    }

    private void find() {
        found.removeAll();
        address.address().ifPresent(wanted -> services.freshSignIn().run(() -> find(wanted)));
    }

    private void find(EmailAddress wanted) {
        services.attempt(
                message,
                () -> services.accounts()
                        .find(services.session(), wanted)
                        .ifPresentOrElse(
                                account -> found.add(row(account)),
                                () -> found.add(new Paragraph(getTranslation("installation.nobody", wanted.value())))));
    }

    private Div row(KnownAccount account) {
        Person person = account.person();
        Span name = new Span(VisibleText.of(person.displayName()));
        name.addClassName("tt-member-name");
        Instant provenAt = account.addressProvenAt();
        Span facts = new Span(
                provenAt == null
                        ? getTranslation("installation.account.unproven", person.login(), account.organizations())
                        : getTranslation(
                                "installation.account.proven",
                                person.login(),
                                account.organizations(),
                                formatDate(provenAt.truncatedTo(ChronoUnit.MINUTES), BrowserZone.current())));
        facts.addClassName("tt-member-login");
        Div names = new Div(name, facts);
        names.addClassName("tt-member-names");
        Button reset = new Button(
                getTranslation("installation.reset"),
                event -> services.freshSignIn().run(() -> issueLink(person)));
        reset.addThemeVariants(ButtonVariant.TERTIARY);
        Button factor = new Button(
                getTranslation("installation.factor"),
                event -> services.freshSignIn().run(() -> resetSecondFactor(person)));
        factor.addThemeVariants(ButtonVariant.TERTIARY);
        Button release = new Button(getTranslation("installation.release"), event -> ask(person));
        release.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div buttons = new Div(reset, factor, release);
        buttons.addClassName("tt-member-buttons");
        Div row = new Div(names, buttons);
        row.addClassName("tt-own-organization");
        return row;
    }

    private void issueLink(Person person) {
        services.attempt(
                message,
                () -> new SecretLinkDialog(
                                getTranslation("installation.reset.title", VisibleText.of(person.displayName())),
                                getTranslation("installation.reset.text", VisibleText.of(person.displayName())),
                                services.accounts()
                                        .issueResetLink(services.session(), person.userId())
                                        .under(services.address().url()))
                        .open());
    }

    private void resetSecondFactor(Person person) {
        services.attempt(message, () -> {
            services.accounts().resetSecondFactor(services.session(), person.userId());
            Notification.show(getTranslation("installation.factor.reset", VisibleText.of(person.displayName())));
        });
    }

    private void ask(Person person) {
        new Confirmation(
                        getTranslation("installation.release.ask", person.login()),
                        getTranslation("installation.release.text"),
                        getTranslation("installation.release"),
                        () -> services.freshSignIn().run(() -> release(person)))
                .ofLoss()
                .open();
    }

    private void release(Person person) {
        services.attempt(message, () -> {
            services.accounts().releaseAddress(services.session(), person.userId());
            found.removeAll();
            Notification.show(getTranslation("installation.released", person.login()));
        });
    }
}
