package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that writes down what a call tells it, and in which order. */
final class RecordingClient implements CallClient {

    private final List<String> told = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private boolean writable = true;
    private boolean paused;
    private Runnable atEnd = () -> {};

    /** {@code headers 200}, {@code end}, {@code refused 503}, {@code failed 504}, {@code answered}, {@code cut}. */
    List<String> told() {
        return told;
    }

    String body() {
        return body.toString();
    }

    void fill() {
        writable = false;
    }

    void drain() {
        writable = true;
    }

    /** Happens when the last byte of a response is written. */
    void atEnd(Runnable action) {
        atEnd = action;
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public boolean knowsChunks() {
        return true;
    }

    @Override
    public void closeAfterResponse() {}

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void writeHeaders(HttpResponse response) {
        told.add("headers " + response.status().code());
        take(response);
    }

    @Override
    public void write(Object message) {
        take(message);
    }

    private void take(Object message) {
        if (message instanceof ByteBufHolder holder) {
            body.append(holder.content().toString(StandardCharsets.ISO_8859_1));
        }
        if (message instanceof LastHttpContent) {
            told.add("end");
            atEnd.run();
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void flush() {}

    @Override
    public void refuse(RequestRejectedException refused) {
        told.add("refused " + refused.refusal().httpStatus());
    }

    @Override
    public void fail(RequestRejectedException failed) {
        told.add("failed " + failed.refusal().httpStatus());
    }

    @Override
    public void answered() {
        told.add("answered");
    }

    @Override
    public void cut() {
        told.add("cut");
    }
}
