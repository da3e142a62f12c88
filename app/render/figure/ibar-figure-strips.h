/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-map.h"

G_BEGIN_DECLS

void ibar_figure_draw_timeline (IbarFigureContent *content,
                                IbarCanvas        *canvas,
                                const IbarBox     *box,
                                IbarDay            from,
                                IbarDay            to);
void ibar_figure_draw_scale    (IbarFigureContent *content,
                                IbarFigureMap     *map,
                                IbarTypesetter    *typesetter,
                                IbarCanvas        *canvas,
                                const IbarBox     *box);

G_END_DECLS
