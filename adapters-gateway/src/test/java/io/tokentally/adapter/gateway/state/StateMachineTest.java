package io.tokentally.adapter.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineTest {

    private enum Door {
        OPEN,
        SHUT
    }

    private enum Push {
        GENTLE,
        HARD
    }

    private static final Transitions<Door, Push> TABLE = Transitions.of(Door.class, Push.class)
            .from(Door.OPEN)
            .stays(Push.GENTLE)
            .to(Door.SHUT, Push.HARD)
            .build();

    private final List<String> inappropriate = new ArrayList<>();
    private final StateMachine<Door, Push> machine =
            new StateMachine<>(TABLE, Door.OPEN, (state, event) -> inappropriate.add(state + " " + event));

    @Test
    void anEventLeadsWhereTheTableSays() {
        assertThat(machine.on(Push.GENTLE)).isTrue();
        assertThat(machine.state()).isEqualTo(Door.OPEN);
        assertThat(machine.hasEntered(Door.OPEN)).isFalse();

        assertThat(machine.enters(Door.SHUT, Push.HARD)).isTrue();
        assertThat(machine.state()).isEqualTo(Door.SHUT);
        assertThat(machine.previous()).isEqualTo(Door.OPEN);
        assertThat(inappropriate).isEmpty();
    }

    @Test
    void anInappropriateEventIsToldAndChangesNothing() {
        machine.on(Push.HARD);

        assertThat(machine.enters(Door.SHUT, Push.HARD)).isFalse();
        assertThat(machine.state()).isEqualTo(Door.SHUT);
        assertThat(machine.previous()).isEqualTo(Door.OPEN);
        assertThat(inappropriate).containsExactly("SHUT HARD");
    }

    @Test
    void aTableSaysOneThingOfEachEvent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Transitions.of(Door.class, Push.class)
                        .from(Door.OPEN)
                        .stays(Push.HARD)
                        .to(Door.SHUT, Push.HARD))
                .withMessage("HARD in OPEN leads to two states");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Transitions.of(Door.class, Push.class).from(Door.OPEN).from(Door.OPEN))
                .withMessage("OPEN has two rows");
        assertThatIllegalStateException()
                .isThrownBy(() -> Transitions.of(Door.class, Push.class).to(Door.OPEN, Push.HARD));
    }
}
