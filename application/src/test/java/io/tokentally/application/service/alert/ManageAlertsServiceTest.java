package io.tokentally.application.service.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.in.alert.ManageAlertsUseCase.ChannelDraft;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ManageAlertsServiceTest {

    private static final Viewer OWNER =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);

    private final List<AlertChannel> saved = new ArrayList<>();

    /** A port that notes the channels that it is given, and answers nothing. */
    private <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("save")) {
                        saved.add((AlertChannel) arguments[1]);
                    }
                    return null;
                }));
    }

    private void save(String name) {
        ManageAlertsService service = new ManageAlertsService(
                port(AlertChannels.class),
                port(AlertHistory.class),
                port(AlertQueue.class),
                new AlertRecord(port(AlertChannels.class)),
                new ChannelSecrets(port(SecretSealing.class)),
                new AlertSending(port(Mail.class), port(AlertHooks.class)),
                () -> new UUID(0, 1),
                Clock.systemUTC());
        var unused = service.save(
                OWNER,
                null,
                new ChannelDraft(
                        name, ChannelType.EMAIL, "ops@acme.example", null, true, AlertState.WARNING, Set.of(), null));
    }

    @Test
    void aChannelIsCalledWhatOthersCanRead() {
        save("  On call ");

        assertThat(saved).singleElement().extracting(AlertChannel::name).isEqualTo("On call");
    }

    @Test
    void aChannelIsNotCalledWhatReadsOtherwise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> save("On \u202Ellac"))
                .withMessageContaining("name of the channel must not contain the invisible character U+202E");
        assertThat(saved).isEmpty();
    }
}
