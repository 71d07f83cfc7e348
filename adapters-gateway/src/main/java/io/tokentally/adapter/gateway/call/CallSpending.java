package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.adapter.gateway.call.SpendingState.Event;
import io.tokentally.adapter.gateway.http.BudgetHeaders;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.state.StateMachine;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.BatchFileReader;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside for a call on its organization's budgets. It ends once: with the call's record, or given back where the call
 * never went out. A call that went out and has no record holds it, for nobody knows what it used.
 */
final class CallSpending {

    private final GatewayContext gateway;
    private final AdmittedRequest request;
    private final StateMachine<SpendingState, Event> machine;
    private final @Nullable BatchFileUpload batchFile;
    private Reservation reservation = Reservation.NONE;

    CallSpending(GatewayContext gateway, AdmittedRequest request, StateMachine.Watch<SpendingState, Event> watch) {
        this.gateway = gateway;
        this.request = request;
        BatchFileReader file = request.batchFile();
        this.batchFile = file == null ? null : new BatchFileUpload(gateway, request, file);
        this.machine = new StateMachine<>(SpendingState.TABLE, SpendingState.NOTHING, watch);
    }

    /**
     * Asks the budgets, where any blocks calls of the organization, and the call may cost something. The outcome is told at once, or
     * later on the loop if somebody else has to be asked.
     *
     * @param model that is asked for
     */
    void ask(ModelName model, RequestBounds bounds, EventLoop loop, Consumer<@Nullable RequestRejectedException> then) {
        if (bounds.isFree()
                || !gateway.spending().isBounded(request.attribution().organizationId())) {
            then.accept(null);
            return;
        }
        machine.on(Event.ASKED);
        CompletableFuture<SpendingVerdict> verdict =
                gateway.spending().admit(new SpendingRequest(request.budgeted(model), bounds, false));
        if (verdict.isDone()) {
            then.accept(take(verdict.join()));
        } else {
            var unused = verdict.thenAccept(said -> loop.execute(() -> then.accept(take(said))));
        }
    }

    private @Nullable RequestRejectedException take(SpendingVerdict verdict) {
        if (!(verdict instanceof SpendingVerdict.Admitted admitted)) {
            machine.on(Event.REFUSED);
            return verdict instanceof SpendingVerdict.Refused refused
                    ? RequestRejectedException.overBudget(
                            refused.refusal(), gateway.clock().instant(), tells())
                    : RequestRejectedException.budgetUnavailable(((SpendingVerdict.Undetermined) verdict).budget());
        }
        machine.on(Event.ADMITTED);
        reservation = admitted.reservation();
        if (machine.state() == SpendingState.OVER) {
            reservation.cancel();
        }
        return null;
    }

    /** Whether the caller's key asks for word of budgets. */
    private boolean tells() {
        return request.caller().key().policy().tellsBudgets();
    }

    /** Tells the caller in an answer's headers what is left, where the key asks for it and a budget has a say. */
    void tell(HttpHeaders headers) {
        BudgetHeadroom headroom = tells() ? reservation.tightest() : null;
        if (headroom != null) {
            BudgetHeaders.set(headers, headroom);
        }
    }

    /** When the call counts as made: when it was let out, where budgets had a say in it. */
    Instant madeAt() {
        Instant admitted = reservation.admittedAt();
        return admitted == null ? gateway.clock().instant() : admitted;
    }

    /** The call goes out. */
    void sent() {
        machine.on(Event.SENT);
    }

    /** The call began work that is billed later: what is set aside is for that. */
    void goesOn(WorkAhead work) {
        reservation.goesOn(work);
    }

    /**
     * A piece of a request passes that may send a file for a batch.
     *
     * @param scratch to read it in
     */
    void batchFilePasses(ByteBuf piece, boolean last, byte[] scratch) {
        if (batchFile != null) {
            batchFile.passes(piece, last, scratch);
        }
    }

    /** The provider keeps what the call sent. */
    void batchFileKept(Collection<String> made) {
        if (batchFile != null) {
            batchFile.kept(made);
        }
    }

    /** What goes with the call's record. */
    Reservation settle() {
        machine.on(Event.RECORDED);
        return reservation;
    }

    /** The call is over. */
    void over() {
        if (machine.enters(SpendingState.OVER, Event.ENDED) && machine.previous() == SpendingState.SET_ASIDE) {
            reservation.cancel();
        }
    }
}
