#include "speaker/device.h"

#include <stdio.h>
#include <string.h>

#define SDL_MAIN_HANDLED
#include <SDL.h>

#include "matsession/text.h"

static void SDLCALL
on_frames_wanted(void *to, Uint8 *bytes, int n_bytes)
{
    struct mat_device *device = to;
    float *frames = (float *)(void *)bytes;

    if (device->mixer)
        mat_mixer_take(device->mixer, frames, n_bytes / (int)sizeof(*frames));
    else
        memset(bytes, 0, (size_t)n_bytes);
}

static bool
open_default(struct mat_device *device)
{
    const SDL_AudioSpec wanted = {
        .freq = MAT_RATE,
        .format = AUDIO_F32SYS,
        .channels = 1,
        .samples = MAT_DEVICE_BLOCK,
        .callback = on_frames_wanted,
        .userdata = device,
    };

    device->id = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (device->id == 0) {
        mat_text_shown(SDL_GetError(), device->why, sizeof(device->why));
        return false;
    }
    SDL_PauseAudioDevice(device->id, 0);
    return true;
}

bool
mat_device_open(struct mat_device *device)
{
    *device = (struct mat_device){0};
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "matsession");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_STREAM_NAME, "matsession");
    SDL_LogSetOutputFunction(NULL, NULL);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        mat_text_shown(SDL_GetError(), device->why, sizeof(device->why));
        return false;
    }
    return open_default(device);
}

bool
mat_device_keep(struct mat_device *device)
{
    uint64_t now = SDL_GetTicks64();

    /* That it has come or gone is also told as events, which nobody reads. */
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    if (device->id == 0)
        return false;
    if (SDL_GetAudioDeviceStatus(device->id) != SDL_AUDIO_STOPPED)
        return true;
    SDL_CloseAudioDevice(device->id);
    device->id = 0;
    if (device->reopened != 0 && now - device->reopened < MAT_DEVICE_LASTS_MS) {
        snprintf(device->why, sizeof(device->why),
                 "the sound device was lost twice");
        return false;
    }
    device->reopened = now;
    return open_default(device);
}

void
mat_device_lock(struct mat_device *device)
{
    if (device->id != 0)
        SDL_LockAudioDevice(device->id);
}

void
mat_device_unlock(struct mat_device *device)
{
    if (device->id != 0)
        SDL_UnlockAudioDevice(device->id);
}

void
mat_device_close(struct mat_device *device)
{
    if (device->id != 0)
        SDL_CloseAudioDevice(device->id);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    device->id = 0;
}
