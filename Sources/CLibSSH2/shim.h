#pragma once
#include <libssh2.h>

// 1.11.1 deprecates libssh2_session_callback_set (it converts a function pointer to void *) in
// favour of libssh2_session_callback_set2, which 1.10 does not have; a deprecation is an error in
// this package, so the choice is made here, by macro, and the callbacks' types are checked.
#if LIBSSH2_VERSION_NUM >= 0x010b01
#define LATCHKEY_SSH2_SET(session, kind, function) \
  libssh2_session_callback_set2(session, kind, (libssh2_cb_generic *)(function))
#else
#define LATCHKEY_SSH2_SET(session, kind, function) \
  libssh2_session_callback_set(session, kind, (void *)(function))
#endif

typedef LIBSSH2_RECV_FUNC((*latchkey_ssh2_receive));
typedef LIBSSH2_SEND_FUNC((*latchkey_ssh2_send));
typedef LIBSSH2_DISCONNECT_FUNC((*latchkey_ssh2_disconnect));
typedef LIBSSH2_DEBUG_FUNC((*latchkey_ssh2_debug));

// Sets the four callbacks that a session of ours has.
static inline void latchkey_ssh2_set_callbacks(
    LIBSSH2_SESSION *session, latchkey_ssh2_receive receive, latchkey_ssh2_send send,
    latchkey_ssh2_disconnect disconnect, latchkey_ssh2_debug debug) {
  LATCHKEY_SSH2_SET(session, LIBSSH2_CALLBACK_RECV, receive);
  LATCHKEY_SSH2_SET(session, LIBSSH2_CALLBACK_SEND, send);
  LATCHKEY_SSH2_SET(session, LIBSSH2_CALLBACK_DISCONNECT, disconnect);
  LATCHKEY_SSH2_SET(session, LIBSSH2_CALLBACK_DEBUG, debug);
}
