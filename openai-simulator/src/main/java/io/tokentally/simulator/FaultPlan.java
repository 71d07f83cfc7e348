package io.tokentally.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The faults that one request meets. */
record FaultPlan(List<Fault> faults) {

    static final FaultPlan NONE = new FaultPlan(List.of());

    FaultPlan {
        faults = List.copyOf(faults);
    }

    boolean has(Fault.Defect defect) {
        return faults.contains(defect);
    }

    Optional<Fault.Status> status() {
        return faults.stream()
                .filter(Fault.Status.class::isInstance)
                .map(Fault.Status.class::cast)
                .findFirst();
    }

    Duration delay() {
        return faults.stream()
                .filter(Fault.Slow.class::isInstance)
                .map(fault -> ((Fault.Slow) fault).delay())
                .reduce(Duration.ZERO, Duration::plus);
    }

    OptionalInt breakAfterChunks() {
        return faults.stream()
                .filter(Fault.BrokenStream.class::isInstance)
                .mapToInt(fault -> ((Fault.BrokenStream) fault).afterChunks())
                .findFirst();
    }
}
