package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageSecondFactorUseCase;
import io.tokentally.application.port.in.access.ManageSecondFactorUseCase.Status;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.text.ServerText;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The person's second factor: set up, new recovery codes, and the end of it. */
class SecondFactorPanel extends Section {

    private final ManageSecondFactorUseCase secondFactor;
    private final CurrentViewer currentViewer;
    private final FreshSignIn freshSignIn;
    private final PublicAddress address;
    private final Runnable onSetUp;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph state = new Paragraph();
    private final Button setUp = new Button(getTranslation("factor.set-up"), event -> setUp());
    private final Button renew = new Button(getTranslation("factor.renew"), event -> askToRenew());
    private final Button off = new Button(getTranslation("factor.off"), event -> turnOff());

    /** @param onSetUp once the recovery codes of a new second factor have been seen */
    SecondFactorPanel(
            ManageSecondFactorUseCase secondFactor,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            PublicAddress address,
            Runnable onSetUp) {
        this.secondFactor = secondFactor;
        this.currentViewer = currentViewer;
        this.freshSignIn = freshSignIn;
        this.address = address;
        this.onSetUp = onSetUp;
        addClassName("tt-panel");
        state.addClassName("tt-times");
        setUp.addThemeVariants(ButtonVariant.PRIMARY);
        renew.addThemeVariants(ButtonVariant.TERTIARY);
        off.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div buttons = new Div(setUp, renew, off);
        buttons.addClassName("tt-member-buttons");
        add(new H2(getTranslation("factor.title")), message, state, buttons);
        load();
    }

    private void load() {
        Status status = secondFactor.status(currentViewer.session());
        setUp.setVisible(!status.isOn());
        renew.setVisible(status.isOn());
        off.setVisible(status.isOn() && !status.required());
        state.setText(
                status.since() == null
                        ? getTranslation(status.required() ? "factor.state.missing" : "factor.state.none")
                        : getTranslation(
                                status.required() ? "factor.state.required" : "factor.state.on",
                                TimeFormat.formatDate(LocalDate.ofInstant(status.since(), ZoneOffset.UTC)),
                                status.codesLeft()));
    }

    private void setUp() {
        message.clear();
        freshSignIn.run(() -> {
            FactorSecret secret = secondFactor.begin();
            String uri = secret.uri(issuer(), currentViewer.session().person().login());
            new SetUpFactorDialog(
                            secret,
                            uri,
                            code -> secondFactor.confirm(currentViewer.session(), secret, code),
                            codes -> show(codes, onSetUp))
                    .open();
        });
    }

    /** Apps show it above the code: which installation it is for, should there be several. */
    private String issuer() {
        String host = URI.create(address.url()).getHost();
        return host == null ? getTranslation("product") : getTranslation("product") + " " + host;
    }

    private void show(List<RecoveryCode> codes, Runnable afterwards) {
        new RecoveryCodesDialog(codes, afterwards).open();
        load();
    }

    private void askToRenew() {
        new Confirmation(
                        getTranslation("factor.renew.title"),
                        getTranslation("factor.renew.text"),
                        getTranslation("factor.renew"),
                        () -> freshSignIn.run(this::renew))
                .open();
    }

    private void renew() {
        message.clear();
        try {
            show(secondFactor.renewCodes(currentViewer.session()), () -> {});
        } catch (FreshSignInRequiredException e) {
            throw e;
        } catch (SecondFactorRefusedException e) {
            message.show(ServerText.of(e));
        }
    }

    private void turnOff() {
        message.clear();
        freshSignIn.run(() -> new TurnOffFactorDialog(code -> {
                    secondFactor.remove(currentViewer.session(), code);
                    message.confirm(getTranslation("factor.off.done"));
                    load();
                })
                .open());
    }
}
