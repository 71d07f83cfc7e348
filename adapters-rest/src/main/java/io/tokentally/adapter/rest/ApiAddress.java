package io.tokentally.adapter.rest;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where people reach the application, for links that the API hands out.
 *
 * @param publicUrl as people outside know it; empty for the address that the request came by
 */
public record ApiAddress(String publicUrl) {

    String url() {
        return publicUrl.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : publicUrl.strip();
    }
}
