package io.tokentally.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {

    private final UI ui = new UI();

    @Test
    void aPageAsksAsOftenAsTheMostImpatientWants() {
        Registration slow = Polling.every(ui, Duration.ofSeconds(5));
        assertThat(ui.getPollInterval()).isEqualTo(5_000);

        Registration fast = Polling.every(ui, Duration.ofMillis(400));
        Registration between = Polling.every(ui, Duration.ofSeconds(1));
        assertThat(ui.getPollInterval()).isEqualTo(400);

        fast.remove();
        assertThat(ui.getPollInterval()).isEqualTo(1_000);

        between.remove();
        slow.remove();
        assertThat(ui.getPollInterval()).isNegative();
    }

    @Test
    void whoWantsTheSameDoesNotTakeItFromTheOther() {
        Registration one = Polling.every(ui, Duration.ofSeconds(1));
        Registration other = Polling.every(ui, Duration.ofSeconds(1));

        one.remove();
        assertThat(ui.getPollInterval()).isEqualTo(1_000);

        other.remove();
        assertThat(ui.getPollInterval()).isNegative();
    }

    @Test
    void anActionIsRunAtEachPollUntilItsRegistrationIsRemoved() {
        AtomicInteger runs = new AtomicInteger();
        Registration looking = Polling.every(ui, Duration.ofSeconds(1), runs::incrementAndGet);

        poll();
        assertThat(runs).hasValue(1);

        looking.remove();
        poll();
        assertThat(runs).hasValue(1);
        assertThat(ui.getPollInterval()).isNegative();
    }

    private void poll() {
        ComponentUtil.fireEvent(ui, new PollEvent(ui, true));
    }
}
