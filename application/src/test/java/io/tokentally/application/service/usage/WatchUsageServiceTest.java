package io.tokentally.application.service.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchUsageServiceTest {

    private static final Viewer MEMBER = new Viewer(new UserId("member@acme"), new OrganizationId("acme"), Role.MEMBER);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final List<Duration> delays = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable Runnable scheduled;
    private @Nullable Runnable listener;
    private @Nullable OrganizationId subscribed;
    private boolean isEnded;
    private long now = Long.MAX_VALUE - 5;
    private Runnable end = () -> {};

    @BeforeEach
    void watch() {
        end = new WatchUsageService(this::subscribe, this::schedule, INTERVAL, () -> now)
                .watch(MEMBER, () -> told.add("news"));
    }

    private void schedule(Runnable work, Duration delay) {
        scheduled = work;
        delays.add(delay);
    }

    private Runnable subscribe(OrganizationId organization, Runnable toBeTold) {
        subscribed = organization;
        listener = toBeTold;
        return () -> isEnded = true;
    }

    private void newsCome() {
        if (listener != null) {
            listener.run();
        }
    }

    private void timeComes() {
        Runnable due = scheduled;
        scheduled = null;
        if (due != null) {
            due.run();
        }
    }

    @Test
    void afterASilenceItIsToldAtOnceAndThenWhatCameMeanwhileTogether() {
        newsCome();
        newsCome();
        timeComes();
        now += Duration.ofMillis(500).toNanos();
        newsCome();
        newsCome();
        timeComes();
        now += Duration.ofSeconds(3).toNanos();
        newsCome();
        timeComes();

        assertThat(subscribed).isEqualTo(MEMBER.organizationId());
        assertThat(delays).containsExactly(Duration.ZERO, Duration.ofMillis(1_500), Duration.ZERO);
        assertThat(told).hasSize(3);
    }

    @Test
    void whoeverEndedItIsNotToldWhatWasOnItsWay() {
        newsCome();
        end.run();
        timeComes();

        assertThat(told).isEmpty();
        assertThat(isEnded).isTrue();
    }
}
